import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

const HEARTBEAT_MS = 15_000;

/** Server-sent events: a stream sends a value when it differs from the last one, and a sign of life in between. */
@Injectable()
export class Streams implements BeforeApplicationShutdown {
  private readonly open = new Set<Response>();

  /** Asks `read` every `everyMs` until the client leaves. A failing read ends the stream; the browser comes back by itself. */
  watch(stream: {
    request: Request;
    response: Response;
    event: string;
    everyMs: number;
    read: () => Promise<unknown>;
  }): void {
    const { request, response, event, everyMs, read } = stream;
    response
      .status(200)
      .set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    response.flushHeaders();
    this.open.add(response);
    let last = '';
    let reading = false;
    const look = async () => {
      if (reading) return;
      reading = true;
      try {
        const value = await read();
        const text = JSON.stringify(value);
        if (text !== last && !response.writableEnded) response.write(`event: ${event}\ndata: ${(last = text)}\n\n`);
      } catch {
        response.end();
      } finally {
        reading = false;
      }
    };
    const timer = setInterval(() => void look(), everyMs);
    const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
    const close = () => {
      clearInterval(timer);
      clearInterval(heartbeat);
      this.open.delete(response);
    };
    response.once('close', close);
    request.once('aborted', close);
    void look();
  }

  /** Streams never end by themselves; the server would wait for them. */
  beforeApplicationShutdown(): void {
    for (const response of this.open) response.end();
  }
}
