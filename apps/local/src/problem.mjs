/** Thrown when the person at the keyboard has to do something; the message is the one sentence that says what. */
export class Problem extends Error {
  /** @override */
  name = 'Problem';
}
