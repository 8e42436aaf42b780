import { useEffect, useRef } from 'preact/hooks';

/** A form whose first wrong field takes the focus, so that its error is read out. */
export function useFocusFirstError(errors: object) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [aria-describedby$="-error"] input')?.focus();
  }, [errors]);
  return form;
}
