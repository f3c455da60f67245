import { urlOf } from './request';

describe('the address of a call', () => {
  it('fills path parameters and encodes them', () => {
    expect(urlOf({ path: '/api/leads/:id/timeline' }, { params: { id: 'a/b' } })).toBe('/api/leads/a%2Fb/timeline');
  });

  it('joins lists by commas and leaves out what is absent or empty', () => {
    const query = { stage: ['park', 'develop'], cell: [], search: '', cursor: undefined, known: false, limit: 50 };
    expect(urlOf({ path: '/api/leads' }, { query })).toBe('/api/leads?stage=park%2Cdevelop&known=false&limit=50');
  });

  it('refuses a call without its path parameter', () => {
    expect(() => urlOf({ path: '/api/leads/:id' }, {})).toThrow('"id"');
  });
});
