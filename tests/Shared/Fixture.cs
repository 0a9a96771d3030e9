namespace Tercet.Testing;

/// <summary>The files of Fixtures/, which NumPy (make.py) and DuckDB (make.sql) wrote.</summary>
internal static class Fixture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Embeddings", "Fixtures");

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static byte[] BytesOf(string name) => File.ReadAllBytes(PathOf(name));
}
