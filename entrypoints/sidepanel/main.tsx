import { startApp } from '../popup/app.tsx';

startApp('panel');
