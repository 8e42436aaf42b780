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
  /** What it shows is on; absent where it is no switch. */
  isPressed?: boolean;
}

/** One thing to do. */
export function Button({ children, onClick, kind = 'primary', type = 'button', icon, isBusy, isDisabled, isPressed }: ButtonProps) {
  const isIdle = isBusy !== true;
  return (
    <button
      type={type}
      class={`button button-${kind}`}
      aria-disabled={isIdle ? undefined : 'true'}
      aria-pressed={isPressed}
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
