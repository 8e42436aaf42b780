import { Button } from '../button/button.tsx';
import { ModalDialog } from './modal-dialog.tsx';

export const examples = {
  'can be left': () => <ModalDialog title="Approve this case" onCancel={() => undefined}><Button>Approve</Button></ModalDialog>,
  'must be answered': () => <ModalDialog title="Sign in again"><Button>Sign in</Button></ModalDialog>,
};
