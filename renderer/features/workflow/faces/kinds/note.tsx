import { note } from '../../../../../core/workflow/kinds/note'
import { t } from '../../../../i18n'
import { Labelled, wellClass } from '../../../../ui/field'
import { formOf } from '../form'

export const NoteForm = formOf(note, ({ settings, set }) => (
  <Labelled label={t('common.text')} hint={t('nodeForm.note.hint')}>
    {(ids) => (
      <textarea
        {...ids}
        rows={8}
        value={settings.text}
        onChange={({ target }) => set({ text: target.value })}
        className={`${wellClass()} block resize-y py-1`}
      />
    )}
  </Labelled>
))
