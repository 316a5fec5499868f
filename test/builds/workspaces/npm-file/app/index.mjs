import price from 'prices';

console.log(price);
