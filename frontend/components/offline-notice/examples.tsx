import { OfflineNotice } from './offline-notice.tsx';

export const examples = {
  usual: () => <OfflineNotice>You are offline. Your photos are still here.</OfflineNotice>,
};
