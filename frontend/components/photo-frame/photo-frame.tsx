import { useEffect, useState } from 'preact/hooks';
import './photo-frame.css';
import { Icon } from '../icon/icon.tsx';

export interface PhotoFrameProps {
  blob: Blob;
  description: string;
  isSmall?: boolean;
  /** Said in the picture's place where the browser cannot show it. */
  unseen?: string;
}

/** Shows a photograph held in memory. Its address is given back when it leaves the screen. */
export function PhotoFrame(props: PhotoFrameProps) {
  const { blob, description, isSmall, unseen } = props;
  const name = isSmall ? 'photo-frame photo-frame-small' : 'photo-frame';
  if (unseen === undefined) return <div class={name}><Shown blob={blob} description={description} /></div>;
  return (
    <div class={`${name} photo-frame-unseen`}>
      <Icon name="image" />
      <span class={isSmall ? 'visually-hidden' : undefined}>{unseen}</span>
    </div>
  );
}

function Shown({ blob, description }: { blob: Blob; description: string }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const created = URL.createObjectURL(blob);
    setUrl(created);
    return () => URL.revokeObjectURL(created);
  }, [blob]);
  return url === null ? <span class="visually-hidden">{description}</span> : <img src={url} alt={description} />;
}
