/**
 * That every event counts once, proven by running the reducers through random schedules of crashes,
 * losses and late messages.
 */
@org.jspecify.annotations.NullMarked
package reco.model.proof;
