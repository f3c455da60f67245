import { laidOut, mailPage } from './mail-page';

describe('a mail in its frame', () => {
  it('leads its links into a window that the frame may not open', () => {
    expect(mailPage('<html lang="de"><head><title>x</title></head></html>')).toBe(
      '<html lang="de"><head><base target="_blank"><title>x</title></head></html>',
    );
  });

  it('is drawn smaller where there is less room, never larger', () => {
    expect(laidOut('desktop', 340)).toEqual({ width: 680, scale: 0.5, left: 0 });
    expect(laidOut('phone', 180)).toEqual({ width: 360, scale: 0.5, left: 0 });
    expect(laidOut('desktop', 0)).toMatchObject({ width: 680, scale: 1 });
  });

  it('fills the room as on a computer, and stands in its middle as on a phone', () => {
    expect(laidOut('desktop', 900)).toEqual({ width: 900, scale: 1, left: 0 });
    expect(laidOut('phone', 900)).toEqual({ width: 360, scale: 1, left: 270 });
  });
});
