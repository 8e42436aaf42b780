import { HistoryList } from './history-list.tsx';

export const examples = {
  'two acts': () => (
    <HistoryList
      rows={[
        { sequence: 1, at: '2026-11-22T09:00:00Z', time: '22 Nov 2026, 09:00', actor: 'The person', act: 'sent photos', detail: 'Attempt: 1', reason: '' },
        { sequence: 2, at: '2026-11-22T09:04:00Z', time: '22 Nov 2026, 09:04', actor: 'Ada', act: 'decided', detail: 'Decision: Approve', reason: 'All details agree.' },
      ]}
    />
  ),
};
