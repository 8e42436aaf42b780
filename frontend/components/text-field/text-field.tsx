import { useId, useState } from 'preact/hooks';
import './text-field.css';

export interface TextFieldProps {
  label: string;
  value: string;
  onInput(value: string): void;
  type?: 'text' | 'email' | 'password';
  hint?: string;
  error?: string | null;
  autocomplete?: string;
  /** More than one line. */
  rows?: number;
  /** The button that shows and hides a password: its short words and its whole ones. */
  reveal?: { show: string; showLabel: string; hide: string; hideLabel: string };
}

/** One line of text, a password, or several lines. */
export function TextField(props: TextFieldProps) {
  const { label, value, onInput, type = 'text', hint, error, autocomplete, rows, reveal } = props;
  const id = useId();
  const [isRevealed, setRevealed] = useState(false);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const common = {
    id,
    class: 'text-field-input',
    value,
    'aria-describedby': described,
    'aria-invalid': error ? ('true' as const) : undefined,
  };
  return (
    <div class="text-field">
      <label for={id}>{label}</label>
      {hint && <p class="text-field-hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
      {rows === undefined ? (
        <div class="text-field-row">
          <input
            {...common}
            // Preact types inputs by their type; which of these three it is makes no difference here.
            type={(isRevealed ? 'text' : type) as 'text'}
            autocomplete={autocomplete}
            spellcheck={false}
            autocapitalize={type === 'text' ? undefined : 'none'}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
          {reveal && (
            <button
              type="button"
              class="text-field-reveal"
              aria-label={isRevealed ? reveal.hideLabel : reveal.showLabel}
              aria-controls={id}
              onClick={() => setRevealed(!isRevealed)}
            >
              {isRevealed ? reveal.hide : reveal.show}
            </button>
          )}
        </div>
      ) : (
        <textarea {...common} rows={rows} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
    </div>
  );
}
