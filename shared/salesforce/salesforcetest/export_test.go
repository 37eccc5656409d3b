package salesforcetest

// Watched is watched, for tests.
var Watched = watched
