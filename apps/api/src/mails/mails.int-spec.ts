import { openStage, type Client, type Stage } from '../stage.fixture';

describe('the preview of a mail', () => {
  let stage: Stage;
  let marketer: Client;
  beforeAll(async () => {
    stage = await openStage();
    marketer = await stage.person('marketer', 'Mia Marketing');
  });
  afterAll(() => stage.close());

  const mail = { language: 'de', subject: 'Hallo {{ lead.firstName }}', body: 'Guten Tag {{ lead.lastName }}' };
  const preview = async (body: object, client = marketer) => (await client.call('previewMail', { body })).body;

  it('shows it as a made-up person would get it, with sender, imprint and the way to unsubscribe', async () => {
    const { mail: shown, problems } = await preview(mail);
    expect(problems).toEqual([]);
    expect(shown).toMatchObject({
      from: 'Musterfirma <hallo@firma.example>',
      to: 'Maria Beispiel <maria@beispiel.example>',
      subject: 'Hallo Maria',
    });
    expect(shown.html).toContain('Guten Tag Beispiel');
    expect(shown.html).toContain('Musterstraße 1');
    expect(shown.html).toContain('http://ripen.test/u/preview');
    expect(shown.text).toContain('Guten Tag Beispiel');
  });

  it('shows it as a lead would get it, whose words never become markup', async () => {
    const lead = await stage.admin.call('createLead', {
      body: { email: 'kim@lead.example', firstName: 'Kim', lastName: '<b>Kluge</b>' },
    });
    const { mail: shown } = await preview({ ...mail, leadId: lead.body.id });
    expect(shown.to).toBe('Kim <b>Kluge</b> <kim@lead.example>');
    expect(shown.html).toContain('Guten Tag &lt;b&gt;Kluge&lt;/b&gt;');
  });

  it('fills in what belongs to a form only where the mail answers one', async () => {
    const body = { ...mail, body: '{{ offer.title }} [Laden]({{ links.deliver }})' };
    expect((await preview({ ...body, to: 'submission' })).mail.html).toContain('http://ripen.test/d/preview');
    expect((await preview(body)).mail.html).not.toContain('/d/preview');
  });

  it('names the line of what is wrong with the text, in both languages', async () => {
    const broken = await preview({ ...mail, body: 'Guten Tag\n\n{% if lead.firstName %}' });
    expect(broken.mail).toBeNull();
    expect(broken.problems).toEqual([
      {
        part: 'body',
        line: 3,
        sentence: {
          de: 'Eine Klammer oder ein Befehl ist nicht richtig geschlossen.',
          en: 'A bracket or a command is not closed properly.',
        },
      },
    ]);
    const unknown = await preview({ ...mail, subject: '{{ lead.salary }}' });
    expect(unknown.mail.subject).toBe('');
    expect(unknown.problems).toEqual([expect.objectContaining({ part: 'subject', line: 1 })]);
  });

  it('stops a text that would never end', async () => {
    const loops = '{% for a in (1..9999) %}{% for b in (1..9999) %}{{ a }}{% endfor %}{% endfor %}';
    const { mail: shown, problems } = await preview({ ...mail, body: loops });
    expect(shown).toBeNull();
    expect(problems).toHaveLength(1);
  });

  it('is refused for a lead that does not exist, and for sales', async () => {
    const nobody = '0192f0c1-0000-7000-8000-000000000003';
    expect((await marketer.call('previewMail', { body: { ...mail, leadId: nobody } })).status).toBe(404);
    const rep = await stage.person('sales_rep', 'Rita Rep');
    expect((await rep.call('previewMail', { body: mail })).status).toBe(403);
    expect((await marketer.call('previewMail', { body: { ...mail, language: 'fr' } })).status).toBe(400);
  });

  it('sends nothing', async () => {
    await preview(mail);
    const { rows } = await stage.pool.query('SELECT 1 FROM effect');
    expect(rows).toEqual([]);
  });
});
