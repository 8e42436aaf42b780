import { useEffect, useRef, useState } from 'preact/hooks';

/** Something on its way, here, or refused. */
export type Load<Value> = { is: 'loading' } | { is: 'here'; value: Value } | { is: 'failed'; problem: unknown };

/** Reads when the key changes or `again` is called. A late answer to an older question is dropped. */
export function useLoad<Value>(key: string, read: () => Promise<Value>) {
  const [load, setLoad] = useState<Load<Value>>({ is: 'loading' });
  const question = useRef(0);
  const again = () => {
    question.current += 1;
    const mine = question.current;
    const answer = (next: Load<Value>) => {
      if (mine === question.current) setLoad(next);
    };
    answer({ is: 'loading' });
    read().then(
      (value) => answer({ is: 'here', value }),
      (problem: unknown) => answer({ is: 'failed', problem }),
    );
  };
  useEffect(() => {
    again();
    return () => void (question.current += 1);
  }, [key]);
  return { load, again, replace: (value: Value) => setLoad({ is: 'here', value }) };
}
