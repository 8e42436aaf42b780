import { useId } from 'preact/hooks';
import './photo-upload.css';
import { ACCEPTED_TYPES } from '../../capture/photo-file.ts';
import { Icon } from '../icon/icon.tsx';

export interface PhotoUploadProps {
  label: string;
  onFile(file: File): void;
  error?: string | null;
  isProminent?: boolean;
}

/** Chooses a photograph from the device: the native control, drawn as a button. */
export function PhotoUpload({ label, onFile, error, isProminent }: PhotoUploadProps) {
  const id = useId();
  return (
    <div class="photo-upload">
      {error && <p class="field-error" id={`${id}-error`} role="alert">{error}</p>}
      <label class={`button ${isProminent ? 'button-primary' : 'button-secondary'}`}>
        <Icon name="image" />
        <span>{label}</span>
        <input
          class="visually-hidden"
          type="file"
          // No `capture` attribute: it has crashed embedded browsers, and phones offer the camera anyway.
          accept={ACCEPTED_TYPES}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) onFile(file);
            // Choosing the same file again must count as a choice.
            event.currentTarget.value = '';
          }}
        />
      </label>
    </div>
  );
}
