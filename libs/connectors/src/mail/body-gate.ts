import { Readable } from 'node:stream';

/** What `beforeData` said: nothing yet, go on, or stop. */
export type GateAnswer = { readonly go: true } | { readonly go: false; readonly error: unknown };

/**
 * The body of one mail behind a gate. The SMTP connection reads it for the first time after the server's 354; only then
 * is `mayBegin` asked, and not a byte leaves before it said yes. On no, or when the connection was given up meanwhile, the
 * stream never ends either: an end would write the final dot and hand over an empty mail.
 */
export class BodyGate extends Readable {
  /** True from the moment the first byte was let through. */
  begun = false;
  private question: Promise<GateAnswer> | null = null;

  constructor(
    private readonly body: Buffer,
    private readonly mayBegin: () => Promise<boolean>,
    private readonly onNo: () => void,
  ) {
    super();
  }

  /** True when the server asked for the body. */
  get asked(): boolean {
    return this.question !== null;
  }

  override _read(): void {
    if (this.question) return;
    this.question = this.ask();
    void this.question.then((answer) => this.open(answer));
  }

  /** Nothing may begin from now on; a body that has begun goes on. */
  shut(): void {
    if (!this.begun) this.destroy();
  }

  /** The answer, once it came; null when the question never arose. */
  async answer(): Promise<GateAnswer | null> {
    return this.question;
  }

  private async ask(): Promise<GateAnswer> {
    try {
      return (await this.mayBegin()) ? { go: true } : { go: false, error: null };
    } catch (error) {
      return { go: false, error };
    }
  }

  private open(answer: GateAnswer): void {
    if (!answer.go) return this.onNo();
    if (this.destroyed) return;
    this.begun = true;
    this.push(this.body);
    this.push(null);
  }
}
