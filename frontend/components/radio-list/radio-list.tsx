import { useId } from 'preact/hooks';
import './radio-list.css';

export interface RadioChoice {
  value: string;
  label: string;
  hint?: string;
}

export interface RadioListProps {
  legend: string;
  /** Hides the legend where the heading above says the same. */
  isLegendHidden?: boolean;
  choices: readonly RadioChoice[];
  value: string | null;
  onChange(value: string): void;
  error?: string | null;
}

/** A choice of one. */
export function RadioList({ legend, isLegendHidden, choices, value, onChange, error }: RadioListProps) {
  const id = useId();
  return (
    <fieldset class="radio-list" aria-describedby={error ? `${id}-error` : undefined}>
      <legend class={isLegendHidden ? 'visually-hidden' : 'radio-list-legend'}>{legend}</legend>
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
      {choices.map((choice) => (
        <label class="radio" key={choice.value}>
          <input
            type="radio"
            name={id}
            value={choice.value}
            checked={value === choice.value}
            aria-describedby={choice.hint ? `${id}-${choice.value}` : undefined}
            onChange={() => onChange(choice.value)}
          />
          <span>
            <span class="radio-label">{choice.label}</span>
            {choice.hint && <span class="radio-hint" id={`${id}-${choice.value}`}>{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
