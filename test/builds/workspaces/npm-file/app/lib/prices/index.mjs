import ms from 'ms';

export default ms('1h');
