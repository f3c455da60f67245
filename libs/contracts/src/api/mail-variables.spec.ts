import { MAIL_VARIABLES, mailContext, type MailFacts } from './mail-variables';

const FACTS: MailFacts = {
  lead: { firstName: 'Maria', lastName: 'Muster', position: 'Leiterin IT', email: 'maria@firma.example' },
  companyName: 'Firma',
  offerTitle: 'Leitfaden',
  links: { unsubscribe: 'https://ripen.example/u/1' },
  workspace: { sender: null, companyName: 'Wir' },
};

describe('what a mail may read', () => {
  it('is exactly what a mail is filled in with', () => {
    const paths = Object.entries(mailContext(FACTS)).flatMap(([place, values]) =>
      Object.keys(values).map((name) => `${place}.${name}`),
    );
    expect(paths.sort()).toEqual(Object.keys(MAIL_VARIABLES).sort());
  });

  it('leaves links of a form empty where no form stands behind the mail', () => {
    expect(mailContext(FACTS).links).toEqual({
      confirm: null,
      deliver: null,
      unsubscribe: 'https://ripen.example/u/1',
    });
  });

  it('names the sender of the settings, else the company', () => {
    expect(mailContext(FACTS).sender).toEqual({ name: 'Wir', company: 'Wir' });
    const workspace = { sender: { name: 'Eva von Wir' }, companyName: 'Wir' };
    expect(mailContext({ ...FACTS, workspace }).sender).toEqual({ name: 'Eva von Wir', company: 'Wir' });
  });
});
