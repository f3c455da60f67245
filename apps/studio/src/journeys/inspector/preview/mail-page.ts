/**
 * A rendered mail for the frame: its links ask for a window of their own, which a frame without that right does not get. So a click on a link in a
 * preview leads nowhere, instead of replacing the mail.
 */
export function mailPage(html: string): string {
  return html.replace('<head>', '<head><base target="_blank">');
}

/** The narrowest that a mail program on a computer is, and a usual phone, in pixels. */
const PIXELS = { phone: 360, desktop: 680 } as const;

/** How wide a mail is laid out for a device, and how much smaller it is drawn to stand in `room` pixels. Never enlarged; a computer fills the room. */
export function laidOut(
  device: keyof typeof PIXELS,
  room: number,
): { readonly width: number; readonly scale: number; readonly left: number } {
  const width = device === 'desktop' ? Math.max(PIXELS.desktop, room) : PIXELS.phone;
  const scale = room <= 0 ? 1 : Math.min(1, room / width);
  return { width, scale, left: Math.max(0, (room - width) / 2) };
}
