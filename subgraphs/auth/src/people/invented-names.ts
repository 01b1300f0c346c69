const given = (
  'Ada Bruno Carla Dario Elif Farid Greta Hugo Ines Jakub Kerstin Luca Mila Noor Oskar Petra Quirin Rosa Selma Timo ' +
  'Ulla Viktor Wanda Xaver Yara Zoran Amira Björn Chiara Dušan Esther'
).split(' ');
const family = (
  'Auer Berger Cerny Dragović Eder Fuchs Gruber Huber Ivanova Jovanović Kaya Lang Moser Novak Öztürk Pichler Reiter ' +
  'Steiner Tóth Urban Vogel Weber Yılmaz Zeman Bauer Demir Fischer Haas Kern'
).split(' ');

/** A believable name, the same for the same number (from 1); 899 of them before one comes again. */
export function inventName(number: number): string {
  // The lists' lengths have no common factor, so walking both at once meets every pair.
  return `${given[number % given.length]} ${family[number % family.length]}`;
}
