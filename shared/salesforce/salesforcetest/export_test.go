package salesforcetest

// Watched is watched and WrapUpSays is wrapUpSays, for tests.
var (
	Watched    = watched
	WrapUpSays = wrapUpSays
)
