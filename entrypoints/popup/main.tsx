import { startApp } from './app.tsx';

startApp('popup');
