export { JourneyPage } from './JourneyPage';
export { JourneyListPage } from './list/JourneyListPage';
