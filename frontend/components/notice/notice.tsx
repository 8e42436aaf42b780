import type { ComponentChildren } from 'preact';
import './notice.css';
import { Icon, type IconName } from '../icon/icon.tsx';

export interface NoticeProps {
  kind: 'info' | 'caution' | 'bad' | 'good';
  title?: string;
  children?: ComponentChildren;
  /** Spoken at once when it appears. Only for what the person must know now. */
  isAlert?: boolean;
}

const ICONS: Record<NoticeProps['kind'], IconName> = { info: 'info', caution: 'warning', bad: 'warning', good: 'tick' };

/** Something worth knowing, set apart from the text around it. */
export function Notice({ kind, title, children, isAlert }: NoticeProps) {
  return (
    <div class={`notice notice-${kind}`} role={isAlert ? 'alert' : undefined}>
      <Icon name={ICONS[kind]} />
      <div class="notice-words">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
