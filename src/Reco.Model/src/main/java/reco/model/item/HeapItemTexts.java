package reco.model.item;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Texts on the heap: for tests and small catalogues. */
public final class HeapItemTexts implements ItemTexts {
  private volatile AtomicReferenceArray<@Nullable ItemText> texts = new AtomicReferenceArray<>(64);

  @Override
  public void put(int row, ItemText text) {
    if (row >= texts.length()) {
      texts = grown(Math.max(row + 1, texts.length() * 2));
    }
    texts.set(row, text);
  }

  private AtomicReferenceArray<@Nullable ItemText> grown(int length) {
    AtomicReferenceArray<@Nullable ItemText> next = new AtomicReferenceArray<>(length);
    for (int row = 0; row < texts.length(); row++) {
      next.setPlain(row, texts.getPlain(row));
    }
    return next;
  }

  @Override
  public void clear(int row) {
    texts.set(row, null);
  }

  @Override
  public Optional<ItemText> read(int row) {
    return Optional.ofNullable(find(row));
  }

  @Override
  public void ids(int[] rows, String[] into) {
    for (int i = 0; i < rows.length; i++) {
      ItemText text = rows[i] < 0 ? null : find(rows[i]);
      into[i] = text == null ? "" : text.id().id();
    }
  }

  @Override
  public String title(int row) {
    ItemText text = find(row);
    return text == null ? "" : text.title();
  }

  private @Nullable ItemText find(int row) {
    AtomicReferenceArray<@Nullable ItemText> current = texts;
    return row < current.length() ? current.get(row) : null;
  }

  @Override
  public long columnBytes() {
    return 0;
  }
}
