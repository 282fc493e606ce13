/** Who the specimens show. Ids are accounts of the sample world; people, addresses and numbers are made up. */
export const people = [
  {
    accountId: 'jean-philippe-lariviere', kind: 'identity-card', shows: 'the account\'s name with one more given name', surname: 'Larivière', givenNames: 'Jean-Philippe Luc', sex: 'M', born: '1979-08-14', issued: '2024-03-14', expires: '2029-03-13', number: 'XK4207719', address: '12 Specimen Road, Example',
    look: { skin: '#a9b3c2', shade: '#8c98aa', hair: '#5a6472', style: 'short', glasses: true, shirt: '#6b7484' },
  },
  {
    accountId: 'marie-eve-saint-onge', kind: 'passport', shows: 'the account\'s name', surname: 'Saint-Onge', givenNames: 'Marie-Ève', sex: 'F', born: '1984-02-29', issued: '2022-06-01', expires: '2032-05-31', number: 'UT7731904', birthplace: 'Example, Utopia',
    look: { skin: '#c4b3ab', shade: '#a89288', hair: '#5b3f38', style: 'long', glasses: false, shirt: '#3f5f6b' },
  },
  {
    accountId: 'thomas-roy', kind: 'identity-card', shows: 'another person\'s name', surname: 'Vachon', givenNames: 'Antoine', sex: 'M', born: '1990-11-02', issued: '2023-01-20', expires: '2033-01-19', number: 'XK9915502', address: '4 Sample Lane, Example',
    look: { skin: '#b79f8c', shade: '#987f6c', hair: '#2f2a2b', style: 'curly', beard: true, glasses: false, shirt: '#5d6b4f' },
  },
  {
    accountId: 'callum-reid', kind: 'identity-card', shows: 'the account\'s name, but the front is blurred', blurred: 'front', surname: 'Reid', givenNames: 'Callum', sex: 'M', born: '1995-05-23', issued: '2021-09-08', expires: '2031-09-07', number: 'XK3380146', address: '77 Template Street, Example',
    look: { skin: '#c9bdb4', shade: '#ab9d93', hair: '#a0703f', style: 'short', glasses: false, shirt: '#7a5560' },
  },
];
