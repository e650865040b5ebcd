/** A sample of the attacks of F4 by name. The values `x`, `long` (100,000 letters) and `list` are given. */
export function hostileTemplates(): Readonly<Record<string, string>> {
  return { ...code, ...files, ...loops, ...amplification, ...depth() }
}

const code = {
  'constructor of a string': '{{ x.constructor.constructor("return 7*191")() }}',
  'constructor by index': '{{ x["constructor"]["constructor"] }}',
  'proto chain': '{{ x.__proto__.constructor.name }}',
  'global names': '{{ process.version }}{{ globalThis }}{{ require }}{{ this }}{{ self }}',
  'map to constructor': '{{ list | map: "constructor" | first }}',
  'group by proto': '{{ list | group_by: "__proto__" | json }}',
  'sort by constructor': '{{ list | sort: "constructor.constructor" | size }}',
  'expression filter': '{{ list | where_exp: "i", "i.constructor" }}',
  'find by expression': '{{ list | find_exp: "i", "constructor.constructor(1)" }}',
  'assign to proto': '{% assign __proto__ = list %}{% assign constructor = 7 | times: 191 %}{{ polluted }}',
  'filter named like a method': '{{ x | constructor }}{{ x | toString }}',
  'arithmetic in other dialects': '{{ 7*191 }} #{7*191} <%= 7*191 %> {7*191}',
  'jinja attack': "{{ ''.__class__.__mro__[1].__subclasses__() }}",
  'capture and call': '{% capture c %}constructor{% endcapture %}{{ x[c][c] }}',
} as const

const files = {
  'include a file': '{% include "package.json" %}',
  'include outside': '{% include "../../../../etc/passwd" %}',
  'layout a file': '{% layout "package.json" %}',
  'render a file': '{% render "package.json" %}',
  'render up': '{% render "./../../etc/passwd" %}',
  'render an absolute path': '{% render "/etc/passwd" %}',
  'render by variable': '{% assign f = "/etc/passwd" %}{% render f %}',
  'render a built name': '{% render "/etc/{{ "passwd" }}" %}',
  'render a URL': '{% render "file:///etc/passwd" %}{% render "http://127.0.0.1/" %}',
  'render a method': '{% render "constructor" %}{% render "__proto__" %}',
  'render itself': '{% render "self" %}',
} as const

const loops = {
  'empty loop bodies': '{% for i in (1..100000) %}{% for j in (1..100000) %}{% endfor %}{% endfor %}',
  'a range of a billion': '{% for i in (1..1000000000) %}{% endfor %}',
  'a range as text': '{{ (1..100000000) | join: "," }}',
  'a range backwards': '{% for i in (1..99999999) reversed %}{{ i }}{% endfor %}',
  'nested filters in a loop':
    '{% for i in (1..1000000) %}{% assign y = long | upcase | downcase | split: "" | reverse | join: "" %}{% endfor %}',
  'cycle without end': '{% for i in (1..9999999) %}{% cycle "a", "b" %}{% increment n %}{% endfor %}',
  'render in a loop': '{% for i in (1..10000000) %}{% render "tone" %}{% endfor %}',
} as const

const amplification = {
  'replace amplification': '{% assign s = long | replace: "a", long %}{{ s | replace: "a", long | size }}',
  'doubling by append': `{% assign s = long %}${'{% assign s = s | append: s %}'.repeat(30)}{{ s }}`,
  'doubling by concat': `{% assign l = list %}${'{% assign l = l | concat: l %}'.repeat(24)}{{ l | size }}`,
  'split and join': '{% assign l = long | split: "" %}{% for i in l %}{{ l | join: long }}{% endfor %}',
  'wide strftime': '{{ "2020-01-01" | date: "%1000000000d" }}',
  'many wide strftimes': `{{ "2020-01-01" | date: "${'%9999999d'.repeat(200)}" }}`,
  'wide indent': '{{ long | indent: 1000000000 }}',
  'push in a loop':
    '{% assign l = list %}{% for i in (1..9999999) %}{% assign l = l | push: long %}{% endfor %}',
  'capture in a loop':
    '{% assign s = "" %}{% for i in (1..999999) %}{% capture s %}{{ s }}{{ long }}{% endcapture %}{% endfor %}',
  'html stripping':
    '{{ long | replace: "a", "<script" | strip_html | size }}{{ long | replace: "a", "<!--" | strip_html | size }}',
  'unclosed tags by the thousand': `${'<'.repeat(100_000)}{{ x | strip_html }}`,
} as const

const depth = () => ({
  'nested ifs': `${'{% if x %}'.repeat(30_000)}${'{% endif %}'.repeat(30_000)}`,
  'nested ifs without end': '{% if x %}'.repeat(100_000),
  'a deep path': `{{ x${'.a'.repeat(100_000)} }}`,
  'deep indexing': `{{ x${'[x'.repeat(20_000)}${']'.repeat(20_000)} }}`,
  'many filters': `{{ x${' | upcase'.repeat(50_000)} }}`,
  'many braces': '{'.repeat(500_000),
  'many openings': '{{'.repeat(100_000),
  'alternating delimiters': '{%{{'.repeat(100_000),
  'a long condition': `{% if x == 1${' or x == 1'.repeat(50_000)} %}{% endif %}`,
  'a text beyond the limit': 'x'.repeat(1_000_001),
})
