import './icon.css';

const PATHS = {
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  dash: 'M6 12h12',
  differs: 'M5 9.2h14M5 14.8h14M15.5 5l-7 14',
  single: 'M14 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  question: 'M9.2 9.3a2.9 2.9 0 1 1 4.3 2.5c-.9.5-1.5 1-1.5 2.1M12 17.4v.1',
  clock: 'M12 7v5l3.2 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  warning: 'M12 4.2L2.8 20h18.4zM12 10v4.6M12 17.2v.1',
  info: 'M12 11v5.4M12 7.7v.1M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  camera: 'M4 8h3.2l1.6-2.5h6.4L16.8 8H20a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM15.7 13.4a3.7 3.7 0 1 1-7.4 0 3.7 3.7 0 0 1 7.4 0z',
  image: 'M4 4.5h16a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM3.5 17l5-5.2 4.2 4.2 2.6-2.4 5.2 4.6M16.8 9a1.4 1.4 0 1 1-2.8 0 1.4 1.4 0 0 1 2.8 0z',
  swap: 'M4 9.5h13l-3.6-3.7M20 14.5H7l3.6 3.7',
  back: 'M14.5 5.5L8 12l6.5 6.5',
  next: 'M9.5 5.5L16 12l-6.5 6.5',
  lock: 'M6.5 10.5h11a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-7.5a1 1 0 0 1 1-1zM8.2 10.5V8a3.8 3.8 0 0 1 7.6 0v2.5',
  card: 'M4 5.5h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM10.4 10.5a1.9 1.9 0 1 1-3.8 0 1.9 1.9 0 0 1 3.8 0zM5.8 15.6c.4-1.5 1.4-2.2 2.7-2.2s2.3.7 2.7 2.2M14 9.8h4M14 13.4h4',
  person: 'M15.8 8.2a3.8 3.8 0 1 1-7.6 0 3.8 3.8 0 0 1 7.6 0zM4.8 20c.7-3.7 3.5-5.6 7.2-5.6s6.5 1.9 7.2 5.6',
  plus: 'M12 5.5v13M5.5 12h13',
  minus: 'M5.5 12h13',
  turn: 'M19 12a7 7 0 1 1-2.3-5.2M17 3v4h-4',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  people: 'M12.5 8.5a3.3 3.3 0 1 1-6.6 0 3.3 3.3 0 0 1 6.6 0zM3 19.5c.6-3.2 3-5 6.2-5s5.6 1.8 6.2 5M15.5 5.5a3.3 3.3 0 0 1 0 6M17.3 14.9c2 .6 3.3 2.2 3.7 4.6',
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof PATHS;

/** A small drawing beside words. It never stands for words: readers of the screen do not hear it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
