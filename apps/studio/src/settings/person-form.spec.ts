import { createUserBodySchema, updateUserBodySchema, type User } from '@ripen/contracts';
import { createBodyOf, personFormOf, updateBodyOf } from './person-form';

const user: User = {
  id: '0190b0f0-0000-7000-8000-000000000001',
  name: 'Ayla Muster',
  email: 'ayla@firma.example',
  role: 'sales_rep',
  language: 'de',
  teams: [],
  absent: false,
  active: true,
  invitation: null,
  secondFactor: false,
  createdAt: 0,
};

describe('the form of a person', () => {
  it('becomes requests that the contract accepts', () => {
    const form = { ...personFormOf(user, 'de'), password: 'lang genug' };
    expect(createUserBodySchema.parse(createBodyOf(form))).not.toHaveProperty('teamId');
    expect(updateUserBodySchema.parse(updateBodyOf(form))).toMatchObject({ password: 'lang genug', role: 'sales_rep' });
  });

  it('does not touch the password unless one was typed', () => {
    expect(updateBodyOf(personFormOf(user, 'de'))).not.toHaveProperty('password');
  });

  it('gives a new person the language of whoever adds them', () => {
    expect(personFormOf(null, 'en').language).toBe('en');
  });
});
