import { AUDIT_ACTIONS, AUDIT_SENTENCES, describeAudit } from './audit';

describe('an entry of the audit log', () => {
  const ada = { kind: 'user', id: 'u1', name: 'Ada' } as const;

  it('reads as a sentence in German and English', () => {
    const entry = { actor: ada, action: 'user.role_changed', details: { name: 'Ben', from: 'sales_rep', to: 'admin' } };
    expect(describeAudit(entry, 'de')).toBe('Ada hat Ben von Vertrieb zu Administrator gemacht.');
    expect(describeAudit(entry, 'en')).toBe('Ada made Ben administrator instead of sales rep.');
  });

  it('says of nobody, of a key and of an unknown action what it can', () => {
    const nobody = { kind: 'nobody', id: null, name: null } as const;
    expect(describeAudit({ actor: nobody, action: 'session.refused', details: {} }, 'en')).toBe(
      'Somebody was refused at sign-in.',
    );
    expect(
      describeAudit({ actor: { ...ada, kind: 'key', name: null }, action: 'sample.removed', details: {} }, 'en'),
    ).toBe('A key removed the sample data.');
    expect(describeAudit({ actor: ada, action: 'of.another.release', details: {} }, 'de')).toBe(
      'Ada of.another.release.',
    );
  });

  it('lists what is a list, and takes a detail for a text and nothing else', () => {
    const entry = {
      actor: ada,
      action: 'user.changed',
      details: { name: '{fields} constructor', fields: ['name', 'constructor'] },
    };
    expect(describeAudit(entry, 'en')).toBe('Ada changed name, constructor of {fields} constructor.');
  });

  it('names the same details in both languages', () => {
    const named = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const action of AUDIT_ACTIONS)
      expect(named(AUDIT_SENTENCES[action].de)).toEqual(named(AUDIT_SENTENCES[action].en));
  });
});
