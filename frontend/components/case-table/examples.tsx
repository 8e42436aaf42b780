import { CaseTable } from './case-table.tsx';

const words = {
  caption: 'Cases',
  case: 'Case',
  state: 'State',
  document: 'Document',
  failed: 'Checks not passed',
  attempts: 'Attempts',
  updated: 'Last change',
};
const row = {
  state: 'needs_review' as const,
  stateName: 'Needs review',
  document: 'Driving licence',
  failedChecks: 'None',
  attempts: '1',
  updatedAt: '2026-11-22T09:00:00Z',
  updated: '22 Nov 2026, 09:00',
};

export const examples = {
  'two cases': () => (
    <CaseTable
      words={words}
      rows={[
        { ...row, id: '0190-a', href: '#/cases/0190-a', name: 'order-17' },
        { ...row, id: '0190-b', href: '#/cases/0190-b', name: 'No reference' },
      ]}
    />
  ),
};
