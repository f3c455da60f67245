import { openStream } from './live-stream';

/** As much of a browser's EventSource as a stream needs. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static all: FakeSource[] = [];
  readyState = 1;
  constructor(readonly url: string) {
    super();
    FakeSource.all.push(this);
  }
  close(): void {
    this.readyState = FakeSource.CLOSED;
  }
  fail(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
}

describe('a live stream', () => {
  const broken = jest.fn();
  let close: () => void;
  beforeEach(() => {
    jest.useFakeTimers();
    jest.clearAllMocks();
    FakeSource.all = [];
    Object.assign(globalThis, { EventSource: FakeSource });
    close = openStream('/stream', { on: {}, broken });
  });
  afterEach(() => jest.useRealTimers());

  it('is opened again when the server answered with no stream, as during an absence', () => {
    FakeSource.all[0]?.fail(FakeSource.CLOSED);
    jest.advanceTimersByTime(3_000);
    expect(FakeSource.all).toHaveLength(2);
    expect(broken).toHaveBeenCalledTimes(1);
  });

  it('is left to the browser while that tries by itself, and stays closed once nobody wants it', () => {
    FakeSource.all[0]?.fail(0);
    jest.advanceTimersByTime(10_000);
    expect(FakeSource.all).toHaveLength(1);
    FakeSource.all[0]?.fail(FakeSource.CLOSED);
    close();
    jest.advanceTimersByTime(10_000);
    expect(FakeSource.all).toHaveLength(1);
  });
});
