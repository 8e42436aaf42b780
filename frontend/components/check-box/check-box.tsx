import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import './check-box.css';

export interface CheckBoxProps {
  children: ComponentChildren;
  isTicked: boolean;
  onChange(isTicked: boolean): void;
  error?: string | null;
}

/** Something to agree to. Whoever uses it starts without a tick. */
export function CheckBox({ children, isTicked, onChange, error }: CheckBoxProps) {
  const id = useId();
  return (
    <div class="check-box">
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
      <label class="check-box-label">
        <input
          type="checkbox"
          checked={isTicked}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{children}</span>
      </label>
    </div>
  );
}
