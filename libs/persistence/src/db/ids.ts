import { v7 } from 'uuid';

/** A new row's id: time-ordered, so indexes stay dense. */
export function newId(): string {
  return v7();
}
