// Package profile is what the program remembers about this person on this
// machine: the window's size, the preferences, the projects opened lately.
//
// None of it is part of a project, and none of it is needed: a file that is
// missing or cannot be read counts as empty, and the program goes on with what it
// would have used at first. Every file is written whole beside the old one, synced
// and moved over it, readable by the person alone.
package profile
