import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { keymap } from '@codemirror/view'
import { t } from '../../i18n'

/** Find and replace in a message, with the words of the page; Ctrl D marks the next equal word as well. */
export const finding = () => [
  search({ top: true }),
  highlightSelectionMatches({ minSelectionLength: 2, wholeWords: true }),
  EditorState.phrases.of({
    Find: t('editor.find'),
    Replace: t('editor.replace'),
    next: t('editor.findNext'),
    previous: t('editor.findPrevious'),
    all: t('editor.findAll'),
    'match case': t('editor.matchCase'),
    regexp: t('editor.regexp'),
    'by word': t('editor.byWord'),
    replace: t('editor.replaceOne'),
    'replace all': t('editor.replaceAll'),
    close: t('common.close'),
  }),
  keymap.of(searchKeymap.filter(({ key }) => key !== 'Mod-Alt-g')),
]
