import numpy as np
from scipy.sparse import csr_matrix

from reco_train.embeddings import als


def test_a_half_step_solves_the_normal_equations_of_each_row():
    confidence = some_confidence()
    settings = als.Settings(dimension=6, sweeps=1, steps=12)
    start = als.random_factors(confidence.shape, 6, seed=3)

    users = als.fit(confidence, settings, start).users

    gramian = settings.unobserved_weight * start.items.T @ start.items
    for user, row in enumerate(confidence.toarray()):
        taken = row.nonzero()[0]
        ridge = settings.regularisation * (len(taken) + settings.unobserved_weight * len(row))
        weighted = start.items[taken].T * row[taken]
        matrix = gramian + weighted @ start.items[taken] + ridge * np.eye(6)
        expected = np.linalg.solve(matrix, weighted.sum(axis=1))
        np.testing.assert_allclose(users[user], expected, rtol=2e-2, atol=2e-3)


def test_more_sweeps_never_raise_the_loss():
    confidence = some_confidence()
    start = als.random_factors(confidence.shape, 6, seed=3)

    losses = [loss(confidence, als.Settings(dimension=6, sweeps=n), start) for n in (1, 3, 9)]

    assert losses == sorted(losses, reverse=True)


def test_an_item_that_nobody_took_has_the_zero_vector():
    confidence = some_confidence()
    confidence = csr_matrix((confidence.data, confidence.indices, confidence.indptr), (30, 21))

    items = als.fit(confidence, als.Settings(dimension=6), als.random_factors((30, 21), 6, 3)).items

    assert not items[20].any()
    assert items[:20].any(axis=1).all()


def some_confidence():
    random = np.random.default_rng(5)
    dense = random.uniform(0.5, 2, (30, 20)) * (random.random((30, 20)) < 0.3)
    dense[0] = 1
    return csr_matrix(dense.astype(np.float32))


def loss(confidence, settings, start):
    factors = als.fit(confidence, settings, start)
    dense, alpha = confidence.toarray(), settings.unobserved_weight
    scores = factors.users @ factors.items.T
    fit = (dense * (scores - 1) ** 2).sum() + alpha * (scores**2).sum()
    ridge = 0
    for rows, taken in ((factors.users, dense > 0), (factors.items, dense.T > 0)):
        ridge += (((taken.sum(axis=1) + alpha * taken.shape[1])[:, None]) * rows**2).sum()
    return fit + settings.regularisation * ridge
