import { useEffect, useState } from 'preact/hooks';
import './photo-frame.css';

export interface PhotoFrameProps {
  blob: Blob;
  description: string;
  isSmall?: boolean;
}

/** Shows a photograph held in memory. Its address is given back when it leaves the screen. */
export function PhotoFrame({ blob, description, isSmall }: PhotoFrameProps) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const created = URL.createObjectURL(blob);
    setUrl(created);
    return () => URL.revokeObjectURL(created);
  }, [blob]);
  return (
    <div class={isSmall ? 'photo-frame photo-frame-small' : 'photo-frame'}>
      {url === null ? <span class="visually-hidden">{description}</span> : <img src={url} alt={description} />}
    </div>
  );
}
