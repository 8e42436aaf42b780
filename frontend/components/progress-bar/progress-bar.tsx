import './progress-bar.css';
import { useId } from 'preact/hooks';

export interface ProgressBarProps {
  label: string;
  /** 0 to 1. */
  share: number;
  language: string;
}

/** How far something has come, as a bar and as a number. */
export function ProgressBar({ label, share, language }: ProgressBarProps) {
  const id = useId();
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(share);
  return (
    <div class="progress-bar">
      <label for={id}>{label}</label>
      <span class="progress-bar-percent" aria-hidden="true">{percent}</span>
      <progress id={id} max={1} value={share}>{percent}</progress>
    </div>
  );
}
