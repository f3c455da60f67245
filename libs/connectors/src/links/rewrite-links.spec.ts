import { rewriteLinks } from './rewrite-links';

describe('tracked links', () => {
  const html =
    '<a style="x" href="https://a.example/?x=1&amp;y=2">eins</a> <a href="https://b.example/">zwei</a> ' +
    '<a class="link" href="https://a.example/?x=1&amp;y=2">drei</a> <a href="mailto:a@b.example">Mail</a> ' +
    '<a href="https://ripen.example/u/1" data-link="plain">Abmelden</a>';
  const text =
    'eins <https://a.example/?x=1&y=2>\nzwei:\n<https://b.example/>\nMail <mailto:a@b.example>\n<https://ripen.example/u/1>\nhttps://c.example/';

  it('replace the same address by the same target, in html and text, and leave footer and mailto alone', () => {
    const asked: [string, number][] = [];
    const result = rewriteLinks(html, text, (url, index) => {
      asked.push([url, index]);
      return `https://ripen.example/c/${index}?a=1&b=2`;
    });
    expect(asked).toEqual([
      ['https://a.example/?x=1&y=2', 0],
      ['https://b.example/', 1],
    ]);
    expect(result.html.match(/href="[^"]*"/g)).toEqual([
      'href="https://ripen.example/c/0?a=1&amp;b=2"',
      'href="https://ripen.example/c/1?a=1&amp;b=2"',
      'href="https://ripen.example/c/0?a=1&amp;b=2"',
      'href="mailto:a@b.example"',
      'href="https://ripen.example/u/1"',
    ]);
    expect(result.text).toBe(
      'eins <https://ripen.example/c/0?a=1&b=2>\nzwei:\n<https://ripen.example/c/1?a=1&b=2>\nMail <mailto:a@b.example>\n<https://ripen.example/u/1>\nhttps://c.example/',
    );
  });

  it('leave an address alone when there is no target for it, and never read "$" in a target as a pattern', () => {
    const result = rewriteLinks(html, text, (url) => (url.includes('b.example') ? null : 'https://t.example/$&$1'));
    expect(result.html).toContain('href="https://b.example/"');
    expect(result.html).toContain('href="https://t.example/$&amp;$1"');
    expect(result.text).toContain('<https://b.example/>');
    expect(result.text).toContain('<https://t.example/$&$1>');
  });
});
