import { CheckList } from './check-list.tsx';

const outcomeWords = { passed: 'Passed', failed: 'Not passed', not_applicable: 'Does not apply', unavailable: 'Could not be checked' };
const checks = [
  { code: 'barcode_read', outcome: 'passed', reason: 'The barcode on the back was read.' },
  { code: 'document_expired', outcome: 'failed', reason: 'The document expired on 3 May 2025.' },
  { code: 'mrz', outcome: 'not_applicable', reason: 'A licence has no machine-readable zone.' },
  { code: 'face_match', outcome: 'unavailable', reason: 'Faces are not compared yet.' },
];

export const examples = {
  'every outcome': () => <CheckList checks={checks} outcomeWords={outcomeWords} />,
  'with names': () => <CheckList checks={checks.map((check) => ({ ...check, name: 'Document in date' }))} outcomeWords={outcomeWords} />,
};
