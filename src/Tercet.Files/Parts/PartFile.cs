using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tercet.Files;

/// <summary>
/// The file of a part: a header that names plan and part, the content, and a trailer with the content's length and the SHA-256 of
/// all before it. So a part that is truncated, damaged, or of another plan is known as such.
/// </summary>
internal static class PartFile
{
    private const int HeaderBytes = 8 + sizeof(int) + SHA256.HashSizeInBytes + sizeof(int);
    private const int TrailerBytes = sizeof(long) + SHA256.HashSizeInBytes;
    private const int Version = 2;

    /// <summary>Whether a file is that of a part, and whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="number">The part.</param>
    /// <param name="checksum">Whether the content is read and compared to its checksum.</param>
    public static PartState Check(string path, RunPlan plan, int number, bool checksum = true)
    {
        if (!File.Exists(path))
            return PartState.Missing;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20);
        if (file.Length < HeaderBytes + TrailerBytes)
            return PartState.Damaged;
        var header = new byte[HeaderBytes];
        file.ReadExactly(header);
        var trailer = new byte[TrailerBytes];
        file.Seek(-TrailerBytes, SeekOrigin.End);
        file.ReadExactly(trailer);
        var isOurs = header.AsSpan().SequenceEqual(Header(plan, number));
        if (BinaryPrimitives.ReadInt64LittleEndian(trailer) != file.Length - HeaderBytes - TrailerBytes)
            return PartState.Damaged;
        if (isOurs && !checksum)
            return PartState.Done;
        file.Position = 0;
        if (!Digest(file, file.Length - SHA256.HashSizeInBytes).AsSpan().SequenceEqual(trailer.AsSpan(sizeof(long))))
            return PartState.Damaged;
        return isOurs ? PartState.Done : PartState.Foreign;
    }

    /// <summary>Writes a part to a file of this process's own, which then takes its name.</summary>
    /// <param name="partial">The file to write to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="number">The part.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public static void Write(string partial, RunPlan plan, int number, Action<BinaryWriter> write)
    {
        using var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, 1 << 16);
        using var hashing = new HashingStream(file);
        hashing.Write(Header(plan, number));
        using (var writer = new BinaryWriter(hashing, System.Text.Encoding.UTF8, leaveOpen: true))
            write(writer);
        var trailer = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(trailer, hashing.Length - HeaderBytes);
        hashing.Write(trailer);
        file.Write(hashing.Digest());
        DurableFile.Flush(file, partial);
    }

    /// <summary>Opens the content of a part that was checked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="position">Where in the content; null for its start.</param>
    public static BinaryReader Open(string path, long? position = null)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 18);
        file.Position = position ?? HeaderBytes;
        return new BinaryReader(file);
    }

    private static byte[] Header(RunPlan plan, int number)
    {
        var header = new byte[HeaderBytes];
        "TERCETPT"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        Convert.FromHexString(plan.Identity).CopyTo(header.AsSpan(12));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(HeaderBytes - sizeof(int)), number);
        return header;
    }

    private static byte[] Digest(Stream stream, long bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 18];
        while (bytes > 0)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, bytes));
            if (read == 0)
                break;
            hash.AppendData(buffer, 0, read);
            bytes -= read;
        }
        return hash.GetHashAndReset();
    }

    /// <summary>Passes what is written on, and hashes it.</summary>
    private sealed class HashingStream(Stream inner) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] _buffer = new byte[1 << 16];
        private int _buffered;
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public byte[] Digest()
        {
            Flush();
            return _hash.GetHashAndReset();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _length += buffer.Length;
            while (buffer.Length > 0)
            {
                var count = Math.Min(buffer.Length, _buffer.Length - _buffered);
                buffer[..count].CopyTo(_buffer.AsSpan(_buffered));
                _buffered += count;
                buffer = buffer[count..];
                if (_buffered == _buffer.Length)
                    Flush();
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
            _hash.AppendData(_buffer, 0, _buffered);
            inner.Write(_buffer, 0, _buffered);
            _buffered = 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
