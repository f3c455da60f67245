import { insertText, linkOf, listItems, surround, VARIABLE_GROUPS, variableText } from './mail-variables';

describe('writing a mail', () => {
  it('puts a variable where the cursor is', () => {
    expect(insertText({ text: 'Hallo ,', start: 6, end: 6 }, '{{ lead.firstName }}')).toEqual({
      text: 'Hallo {{ lead.firstName }},',
      start: 26,
      end: 26,
    });
  });

  it('offers every variable once, in its group', () => {
    expect([...VARIABLE_GROUPS.keys()]).toEqual(['lead', 'company', 'offer', 'links', 'sender']);
    expect(VARIABLE_GROUPS.get('links')?.map(linkOf)).toEqual(['confirm', 'deliver', 'unsubscribe']);
    expect(linkOf('lead.firstName')).toBeNull();
  });

  it('puts it in place of what is marked', () => {
    expect(insertText({ text: 'Hallo Maria', start: 6, end: 11 }, 'X').text).toBe('Hallo X');
  });

  it('writes links so that they can be clicked', () => {
    expect(variableText('links.deliver', 'Herunterladen')).toBe('[Herunterladen]({{ links.deliver }})');
    expect(variableText('company.name', 'Firma')).toBe('{{ company.name }}');
  });

  it('makes what is marked bold, or a word to write over', () => {
    const bold = { before: '**', after: '**', word: 'fett' };
    expect(surround({ text: 'sehr wichtig', start: 5, end: 12 }, bold)).toEqual({
      text: 'sehr **wichtig**',
      start: 7,
      end: 14,
    });
    expect(surround({ text: '', start: 0, end: 0 }, bold)).toEqual({ text: '**fett**', start: 2, end: 6 });
  });

  it('makes list items of the marked lines and leaves those that are', () => {
    expect(listItems({ text: 'a\nb\n- c\nd', start: 2, end: 6 }).text).toBe('a\n- b\n- c\nd');
  });
});
