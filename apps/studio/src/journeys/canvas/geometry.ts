const CARD_WIDTH = 272;
const PORT_WIDTH = 100;

/** The height that a card has before it was measured. */
export const CARD_HEIGHT = 124;

/** A card is as wide as its ports need: each has room for its word. */
export function cardWidth(ports: number): number {
  return Math.max(CARD_WIDTH, ports * PORT_WIDTH);
}

/** Where the port sits on the lower edge, from 0 (left) to 1. */
export function portShare(index: number, ports: number): number {
  return (index + 0.5) / ports;
}
