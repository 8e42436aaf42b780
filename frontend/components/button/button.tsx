import type { ComponentChildren } from 'preact';
import './button.css';
import { Icon, type IconName } from '../icon/icon.tsx';

export interface ButtonProps {
  children: ComponentChildren;
  onClick?: (() => void) | undefined;
  kind?: 'primary' | 'secondary' | 'plain' | 'danger';
  type?: 'button' | 'submit';
  icon?: IconName;
  /** Under way: it stays focusable and does nothing. */
  isBusy?: boolean;
  isDisabled?: boolean;
}

/** One thing to do. */
export function Button({ children, onClick, kind = 'primary', type = 'button', icon, isBusy, isDisabled }: ButtonProps) {
  const isIdle = isBusy !== true;
  return (
    <button
      type={type}
      class={`button button-${kind}`}
      aria-disabled={isIdle ? undefined : 'true'}
      disabled={isDisabled}
      onClick={(event) => {
        if (!isIdle) event.preventDefault();
        else onClick?.();
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}
