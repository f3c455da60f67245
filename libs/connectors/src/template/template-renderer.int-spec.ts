import { createTemplateRenderer } from './template-renderer';
import type { RenderInput, RenderResult, TemplateRenderer } from './template';

let renderer: TemplateRenderer;
beforeAll(() => {
  renderer = createTemplateRenderer();
});
afterAll(() => renderer.close());

const LEAD = {
  kind: 'lead',
  senderName: 'Beispiel Anlagenbau AG',
  imprint: 'Musterstraße 1\n12345 Musterstadt',
  unsubscribeUrl: 'https://ripen.example/u/abc?x=1&y=2',
} as const;

const input = (part: Partial<RenderInput>): RenderInput => ({
  subject: 'Hallo',
  body: 'Text',
  variables: {},
  language: 'de',
  frame: LEAD,
  ...part,
});

async function good(part: Partial<RenderInput>): Promise<Extract<RenderResult, { ok: true }>> {
  const result = await renderer.render(input(part));
  if (!result.ok) throw new Error(`did not render: ${JSON.stringify(result)}`);
  return result;
}

describe('rendering', () => {
  it('fills subject and body, in html and in text', async () => {
    const { subject, html, text } = await good({
      subject: 'Ihr Leitfaden, {{ lead.firstName | default: "Guten Tag" }}',
      body: 'Guten Tag {{ lead.firstName }},\nschön, dass **{{ company.name }}** dabei ist.\n\n[Leitfaden laden]({{ links.offer }})\n\n- eins\n- zwei',
      variables: {
        lead: { firstName: 'Jürgen' },
        company: { name: 'Groß & Söhne' },
        links: { offer: 'https://ripen.example/d/1' },
      },
    });
    expect(subject).toBe('Ihr Leitfaden, Jürgen');
    expect(html).toContain('Guten Tag Jürgen,<br>schön, dass <strong>Groß &amp; Söhne</strong> dabei ist.');
    expect(html).toMatch(/<a href="https:\/\/ripen\.example\/d\/1"[^>]*>Leitfaden laden<\/a>/);
    expect(html).toContain('<li>eins</li><li>zwei</li>');
    expect(text).toMatch(
      /^Guten Tag Jürgen,\nschön, dass Groß & Söhne dabei ist\.\n\nLeitfaden laden:\n<https:\/\/ripen\.example\/d\/1>\n\n- eins\n- zwei\n\n-- \n/,
    );
  });

  it('leaves missing values empty', async () => {
    const { subject, text } = await good({
      subject: 'Hallo {{ lead.firstName }}',
      body: 'Hallo {{ nobody.there.at_all }}!',
    });
    expect(subject).toBe('Hallo');
    expect(text).toContain('Hallo !');
  });

  it('ends lead mail with sender, imprint and unsubscribe link in the language of the mail', async () => {
    const german = await good({});
    expect(german.html).toContain('lang="de"');
    expect(german.html).toContain('Musterstraße 1<br>12345 Musterstadt');
    expect(german.html).toMatch(/<a href="https:\/\/ripen\.example\/u\/abc\?x=1&amp;y=2"[^>]*>Hier abmelden<\/a>/);
    expect(german.text).toContain('Hier abmelden: <https://ripen.example/u/abc?x=1&y=2>');
    const english = await good({ language: 'en' });
    expect(english.text).toContain('Unsubscribe here: <');
    const user = await good({ frame: { kind: 'user', senderName: 'Ripen', imprint: '' } });
    expect(user.text).not.toContain('bmelden');
    expect(user.text).toContain('automatisch verschickt');
  });

  it('keeps tags on lines of their own from tearing paragraphs apart', async () => {
    const body =
      'Guten Tag,\n{% if a %}\nSie waren da.\n{% else %}\nSie fehlten.\n{% endif %}\nViele Grüße\n{% echo "Ihr Team" %}\nRipen';
    const { text } = await good({ body, variables: { a: true } });
    expect(text).toMatch(/^Guten Tag,\nSie waren da\.\nViele Grüße\nIhr Team\nRipen\n\n-- /);
  });
});

describe('a value', () => {
  it('is never markup, never a link and never html', async () => {
    const evil = '<script>x</script> [hier](https://evil.example) **laut** "\'';
    const { html, text, subject } = await good({
      subject: '{{ v }}\r\nBcc: x@y.example',
      body: 'A {{ v }} B\n\n{{ v }}\n\n{% capture c %}{{ v }}{% endcapture %}{{ c }}',
      variables: { v: evil },
    });
    expect(html).not.toMatch(/<script>|href="https:\/\/evil|<strong>laut/);
    expect(html).toContain('&lt;script&gt;x&lt;/script&gt; [hier](https://evil.example) **laut** &quot;&#39;');
    expect(text.split(evil)).toHaveLength(4);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('cannot turn a link into a script, and inside an address it is only a piece of it', async () => {
    const { html } = await good({
      body: '[a]({{ js }}) x\n\n[b](https://ripen.example/{{ path }}) x\n\n[c](javascript:alert) x',
      variables: { js: 'javascript:alert(1)', path: '../@evil.example/?a=b#"' },
    });
    expect(html).not.toContain('javascript:');
    expect(html).toContain('href="https://ripen.example/..%2F%40evil.example%2F%3Fa%3Db%23%22"');
  });

  it('cannot forge the marks that stand for values, and filters work on a captured one', async () => {
    const { text } = await good({
      body: '{{ a }}|{{ b }}|{% capture c %}{{ b }}{% endcapture %}{{ c | slice: 0, 3 | upcase }}|\uE0000\uE001|',
      variables: { a: '\uE0001\uE001', b: 'geheim' },
    });
    expect(text.split('\n')[0]).toBe('1|geheim|GEH|0|');
  });

  it('is plain data: its prototype and methods are out of reach', async () => {
    const { text } = await good({
      body: '{{ v.constructor }}{{ v.constructor.name }}{{ v.__proto__ }}{{ v.toString }}{{ "x".constructor }}.',
      variables: { v: { a: 1 } },
    });
    expect(text.split('\n')[0]).toBe('.');
  });
});

describe('a broken template', () => {
  it.each([
    ['body', 'eins\n\n{% if x %}', 3],
    ['body', 'eins\n{{ x | nofilter }}', 2],
    ['body', 'eins\n{{ x | raw }}', 2],
    ['body', '{% include "/etc/passwd" %}', 1],
    ['body', '{% render "x" %}', 1],
    ['body', '{% layout "x" %}', 1],
    ['subject', '{{ x', 1],
  ] as const)('in its %s is told with its line: %j', async (part, source, line) => {
    expect(await renderer.render(input({ [part]: source }))).toEqual({ ok: false, code: 'template_error', part, line });
  });

  it('that never ends is stopped in time, and the next one is rendered', async () => {
    const body = '{% for a in (1..100000000) %}{% for b in (1..100000000) %}{% endfor %}{% endfor %}';
    const started = performance.now();
    const [slow, next] = await Promise.all([renderer.render(input({ body })), renderer.render(input({}))]);
    expect(slow).toMatchObject({ ok: false });
    expect(next).toMatchObject({ ok: true });
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('is stopped by its thread even when the engine does not notice the time', async () => {
    const impatient = createTemplateRenderer({ limits: { timeMs: 40 } });
    expect(await impatient.render(input({}))).toMatchObject({ ok: true });
    const body =
      `{{ "${'ab'.repeat(20_000)}" | split: "" | sort | join: "" | split: "" | sort | reverse | join: "," | split: "," | uniq | size }}`.repeat(
        2,
      );
    const result = await impatient.render(input({ body: body.repeat(2) }));
    expect(result).toEqual({ ok: false, code: 'template_timeout', part: null, line: null });
    expect(await impatient.render(input({}))).toMatchObject({ ok: true });
    await impatient.close();
  });

  it('that grows without end is stopped by size or by memory', async () => {
    const doubling =
      '{% assign s = "xxxxxxxxxx" %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}{{ s }}';
    expect(await renderer.render(input({ body: doubling }))).toMatchObject({ ok: false, code: 'template_too_large' });
    expect(await renderer.render(input({ body: 'x'.repeat(200_001) }))).toMatchObject({ code: 'template_too_large' });
    expect(
      await renderer.render(input({ body: '{{ v }}{{ v }}{{ v }}', variables: { v: 'y'.repeat(90_000) } })),
    ).toMatchObject({ code: 'template_too_large' });
    expect(await renderer.render(input({ body: '&'.repeat(60_000) }))).toMatchObject({ code: 'template_too_large' });
    expect(await renderer.render(input({}))).toMatchObject({ ok: true });
  });

  it('never rejects, even with values that are no data', async () => {
    const variables = JSON.parse('{}') as Record<string, never>;
    Object.assign(variables, { f: () => 1 });
    expect(await renderer.render(input({ variables }))).toMatchObject({ ok: false, code: 'template_error' });
    expect(await renderer.render(input({}))).toMatchObject({ ok: true });
  });
});

describe('the lint', () => {
  const KNOWN = ['lead.firstName', 'company', 'links.offer'];

  it('lists the variables of a good template and finds nothing', async () => {
    const lint = await renderer.lint(
      {
        subject: 'Hallo {{ lead.firstName }}',
        body: '{% if company.employees > 100 %}groß{% endif %}\n{% assign x = company.name %}{{ x }}\n[Los]({{ links.offer }}) [Mail](mailto:a@b.example)',
      },
      KNOWN,
    );
    expect(lint).toEqual({
      problems: [],
      variables: ['company.employees', 'company.name', 'lead.firstName', 'links.offer'],
    });
  });

  it('names what is wrong, and where', async () => {
    const { problems } = await renderer.lint(
      {
        subject: ' ',
        body: 'Hallo {{ lead.vorname }}\n\n[da](javascript:x) [dort](ripen.example) {{ lead["firstName"] }}',
      },
      KNOWN,
    );
    expect(problems).toEqual([
      { code: 'empty_subject', part: 'subject', line: null, name: null },
      { code: 'unknown_variable', part: 'body', line: 1, name: 'lead.vorname' },
      { code: 'bad_link', part: 'body', line: 3, name: 'javascript:x' },
      { code: 'bad_link', part: 'body', line: 3, name: 'ripen.example' },
    ]);
    expect((await renderer.lint({ subject: 'a', body: 'b\n{{ x | nofilter }}' }, ['x'])).problems).toEqual([
      { code: 'unknown_filter', part: 'body', line: 2, name: 'nofilter' },
    ]);
    expect((await renderer.lint({ subject: 'a', body: 'b\n\n{% include "x" %}' }, [])).problems).toEqual([
      { code: 'unknown_tag', part: 'body', line: 3, name: 'include' },
    ]);
    expect((await renderer.lint({ subject: 'a', body: '{% if %' }, [])).problems).toMatchObject([{ code: 'syntax' }]);
  });
});
