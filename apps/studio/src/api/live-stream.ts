/** Milliseconds until a stream that closed for good is opened again. */
const REOPEN_MS = 3_000;

interface StreamListeners {
  /** By the event's name; the data is JSON as text. */
  readonly on: Readonly<Record<string, (data: string) => void>>;
  readonly opened?: () => void;
  readonly broken: () => void;
}

/**
 * Server-sent events that outlive an absence of the server: a browser opens a broken connection again, but gives up on an answer
 * that is no stream, such as 503. Returns how to close it.
 */
export function openStream(url: string, { on, opened, broken }: StreamListeners): () => void {
  let stream: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    stream = new EventSource(url);
    if (opened) stream.addEventListener('open', opened);
    for (const [name, hear] of Object.entries(on))
      stream.addEventListener(name, ({ data }: MessageEvent<string>) => hear(data));
    stream.addEventListener('error', () => {
      broken();
      if (stream.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    stream.close();
  };
}
