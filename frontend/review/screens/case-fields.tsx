import type { CaseField } from '../../api/console.ts';
import { FieldTable } from '../../components/field-table/field-table.tsx';
import { SourceTable } from '../../components/source-table/source-table.tsx';
import { say } from '../../words/review.ts';
import { fieldRow, inReadingOrder } from './case-words.ts';
import type { Mark } from './mark.ts';
import { areSourcesTold, markOfField, SOURCES, sourceRows } from './source-words.ts';

export interface CaseFieldsProps {
  fields: readonly CaseField[];
  mark: Mark | null;
  onMark(mark: Mark | null): void;
}

/** What the document says: source by source where the reader tells. */
export function CaseFields({ fields, mark, onMark }: CaseFieldsProps) {
  if (fields.length === 0) return <p class="quiet">{say('case.fields.none')}</p>;
  if (!areSourcesTold(fields)) {
    return (
      <FieldTable
        rows={inReadingOrder(fields).map(fieldRow)}
        words={{
          caption: say('case.fields'),
          field: say('field'),
          value: say('field.value'),
          source: say('field.source'),
          confidence: say('field.confidence'),
          notRead: say('field.not_read'),
        }}
      />
    );
  }
  return (
    <>
      <SourceTable
        rows={sourceRows(fields)}
        chosen={mark?.key ?? ''}
        onChoose={(key) => onMark(key === mark?.key ? null : markOfField(fields, key))}
        words={{
          caption: say('case.fields'),
          field: say('field'),
          value: say('field.value'),
          sources: SOURCES.map((source) => say(`source.${source}`)),
          states: {
            same: say('source.same'),
            differs: say('source.differs'),
            alone: say('source.alone'),
            unclear: say('source.unclear'),
            not_read: say('field.not_read'),
          },
          differing: say('source.differing'),
          notRead: say('field.not_read'),
          show: say('mark.show'),
        }}
      />
      <p class="quiet small">{say('source.help')}</p>
    </>
  );
}
