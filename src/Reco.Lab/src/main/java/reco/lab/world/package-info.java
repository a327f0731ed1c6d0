/** A seeded simulated world: items, people, their visits, and the truth behind them. */
@NullMarked
package reco.lab.world;

import org.jspecify.annotations.NullMarked;
