import { changedFacts, type LeadForm, NO, YES } from './lead-form';

const before: LeadForm = {
  lead: {
    email: 'maria@firma.example',
    firstName: 'Maria',
    lastName: 'Beispiel',
    position: 'Fachbereichsleiterin',
    department: '',
    phone: '+49 30 1',
    country: '',
    zone: '',
    persona: '',
    language: 'de',
    buyingRole: 'decider',
    doNotProfile: false,
  },
  custom: { fair: 'Messe', regular: YES },
  company: { name: 'Firma AG', domain: '', industry: 'IT', relationship: 'prospect', employees: 6_000 },
};

describe('the facts that a form changes', () => {
  it('names nothing when nothing was changed', () => {
    expect(changedFacts(before, structuredClone(before))).toEqual({ lead: {} });
  });

  it('names only what was changed and empties what was cleared', () => {
    const after = structuredClone(before);
    after.lead.position = ' Marketing-Leitung ';
    after.lead.phone = '';
    after.lead.language = '';
    expect(changedFacts(before, after)).toEqual({
      lead: { position: 'Marketing-Leitung', phone: null, language: null },
    });
  });

  it('changes the company only by the fields that were touched', () => {
    const after = structuredClone(before);
    after.company.employees = '';
    after.company.relationship = 'customer';
    expect(changedFacts(before, after)).toEqual({ lead: {}, company: { employees: null, relationship: 'customer' } });
  });

  it('does not empty the name of a company', () => {
    const after = structuredClone(before);
    after.company.name = ' ';
    expect(changedFacts(before, after)).toEqual({ lead: {} });
  });

  it('says own fields by their kind: a word, a no, nothing', () => {
    const after = structuredClone(before);
    after.custom = { ...after.custom, regular: NO, revenue: 1.5 };
    expect(changedFacts(before, after)).toEqual({ lead: {}, custom: { regular: false, revenue: 1.5 } });
    after.custom = { ...before.custom, fair: ' ' };
    expect(changedFacts(before, after)).toEqual({ lead: {}, custom: { fair: null } });
  });
});
